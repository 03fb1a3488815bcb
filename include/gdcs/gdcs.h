/** @file gdcs/gdcs.h
 *  Everything.  Programs include this one header. */
#ifndef GDCS_GDCS_H
#define GDCS_GDCS_H
#include <gdcs/access.h>
#include <gdcs/association.h>
#include <gdcs/concept.h>
#include <gdcs/csv.h>
#include <gdcs/duration.h>
#include <gdcs/error.h>
#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <gdcs/gap.h>
#include <gdcs/hierarchy.h>
#include <gdcs/json.h>
#include <gdcs/meta.h>
#include <gdcs/multiplicity.h>
#include <gdcs/own_right.h>
#include <gdcs/overlap.h>
#include <gdcs/pairs.h>
#include <gdcs/parity.h>
#include <gdcs/pipeline.h>
#include <gdcs/population.h>
#include <gdcs/quotient.h>
#include <gdcs/rate.h>
#include <gdcs/ratio.h>
#include <gdcs/report.h>
#include <gdcs/schema.h>
#include <gdcs/sdg.h>
#include <gdcs/segregation.h>
#include <gdcs/sex.h>
#include <gdcs/share.h>
#include <gdcs/sink.h>
#include <gdcs/standard.h>
#include <gdcs/strata.h>
#include <gdcs/table.h>
#include <gdcs/version.h>
#endif
