#include <gdcs/version.h>

int32_t gdcs_version_number(void)
{
    return GDCS_VERSION_MAJOR * 10000 + GDCS_VERSION_MINOR * 100 + GDCS_VERSION_PATCH;
}
