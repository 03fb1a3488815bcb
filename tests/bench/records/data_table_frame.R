# data.table: data_table_frame.R frame|keys KIND FILE THREADS COUNTS.  Texts of few words are factors.
suppressMessages(library(data.table))
given <- commandArgs(TRUE)
job <- given[1]; latin <- given[2] == "latin"
setDTthreads(as.integer(given[4]))
texts <- c("country", "role", "sex", "offence", "status")
types <- c(setNames(rep("factor", 5), texts), age = "double", days = "integer", weight = "double",
           if (job == "keys") c(id = "character"))
d <- fread(given[3], select = names(types), quote = "\"", colClasses = types, na.strings = NULL,
           sep = if (latin) ";" else ",", dec = if (latin) "," else ".",
           encoding = if (latin) "Latin-1" else "UTF-8", showProgress = FALSE)
counted <- lapply(texts, function(name) d[, .(column = name, value = .N), by = .(what = as.character(get(name)))])
numbers <- lapply(c("age", "days", "weight"), function(name)
  data.table(column = name, what = c("sum", "missing"),
             value = c(round(sum(d[[name]], na.rm = TRUE), 2), sum(is.na(d[[name]])))))
keys <- if (job == "keys") list(data.table(column = "id", what = "distinct", value = uniqueN(d$id)))
all <- rbindlist(c(counted, numbers, keys), use.names = TRUE)[, .(column, what, value)]
all[, what := enc2utf8(what)]
fwrite(all, given[5], quote = FALSE, scipen = 50)
