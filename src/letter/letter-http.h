/* letter-http: the routes of letter/, used inside this folder only. */
#pragma once

#include "letter/letter.h"

extern const Route letter_routes[];
