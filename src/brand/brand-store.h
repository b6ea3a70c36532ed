/* brand-store: the SQL of brand/, used inside this folder only. */
#pragma once

#include "brand/brand-image.h"

typedef struct {
    int64_t file; /* 0: none */
    BrandImage image;
} BrandLogo;

/* The logo of now; file 0 when there is none. False: error. */
bool brand_store_logo(Db *db, BrandLogo *ret_logo, GError **error);
bool brand_store_set_logo(Db *tx, const BrandLogo *logo, int64_t staff, GError **error);
