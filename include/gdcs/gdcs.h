/** @file gdcs/gdcs.h
 *  Everything.  Programs include this one header. */
#ifndef GDCS_GDCS_H
#define GDCS_GDCS_H
#include <gdcs/error.h>
#include <gdcs/sink.h>
#include <gdcs/version.h>
#endif
