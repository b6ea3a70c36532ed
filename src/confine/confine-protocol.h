/* confine-protocol: what passes over the socket of a worker, in the byte order of the machine.
 * Inside confine/ only.
 *
 * First the worker says that its door is closed, or why not (a ConfineHello); then requests and
 * answers follow one another, each a head and its bytes. */
#pragma once

#include <stdint.h>

/* The socket, inside. */
#define CONFINE_SOCKET 3

typedef struct {
    uint32_t closed;  /* 1: it works; 0: reason says why not */
    char reason[252]; /* ended by NUL */
} ConfineHello;

typedef struct {
    uint32_t task; /* its place in the list */
    uint32_t size; /* of the bytes that follow */
} ConfineHead;
