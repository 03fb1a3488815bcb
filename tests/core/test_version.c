/* Mirrors lib/core/version.c. */
#include <gdcs/version.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>

Test(version, is_that_of_the_headers)
{
    cr_expect(eq(i32, gdcs_version_number(),
                 GDCS_VERSION_MAJOR * 10000 + GDCS_VERSION_MINOR * 100 + GDCS_VERSION_PATCH));
}

Test(version, is_that_of_the_build)
{
    char text[32];
    const int32_t n = gdcs_version_number();
    snprintf(text, sizeof text, "%d.%d.%d", n / 10000, n / 100 % 100, n % 100);
    cr_expect(eq(str, text, GDCS_BUILD_VERSION));
}
