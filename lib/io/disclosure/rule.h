/* Rules within other documents. */
#ifndef GDCS_IO_DISCLOSURE_RULE_H
#define GDCS_IO_DISCLOSURE_RULE_H

#include "io/json/document.h"

#include <gdcs/disclosure.h>

/* As gdcs_disclosure_parse(). */
gdcs_status gdcs_i_rule_of_document(const gdcs_i_document *document, gdcs_disclosure_rule **out,
                                    gdcs_error *err);
#endif
