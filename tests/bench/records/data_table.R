# data.table: data_table.R cells|weighted|wide KIND FILE THREADS CELLS.  Raw spellings are grouped first.
suppressMessages(library(data.table))
given <- commandArgs(TRUE)
job <- given[1]; latin <- given[2] == "latin"
setDTthreads(as.integer(given[4]))
kept <- c("country", "year", "role", "age", "sex", if (job == "wide") c("level", "status", "offence"))
weighted <- job == "weighted"
sexes <- list(
  F = c("F", "f", "Female", "female", "W", "Woman", "Femme", "Frau", "Mujer", "2", "\u0436\u0435\u043d.",
        "\u0436\u0435\u043d\u0441\u043a\u0438\u0439"),
  M = c("M", "m", "Male", "male", "Man", "Homme", "homme", "Hombre", "Mann", "Herr", "masculin", "m\u00e4nnlich", "1",
        "\u043c\u0443\u0436.", "\u043c\u0443\u0436\u0441\u043a\u043e\u0439"),
  "_U" = c("", "?", "unknown", "inconnu", "unbekannt"), "_O" = "X")
code_of <- setNames(rep(names(sexes), lengths(sexes)), unlist(sexes))
bands <- c("0-13", "14-17", "18-24", "25-34", "35-44", "45-59", "60+")

d <- fread(given[3], select = c(kept, if (weighted) "weight"), quote = "\"", na.strings = NULL,
           colClasses = setNames(rep("character", length(kept)), kept), sep = if (latin) ";" else ",",
           dec = if (latin) "," else ".", encoding = if (latin) "Latin-1" else "UTF-8", showProgress = FALSE)
d <- if (weighted) d[, .(n = sum(weight)), by = kept] else d[, .(n = .N), by = kept]
d[, sex := unname(code_of[match(enc2utf8(sex), names(code_of))])]
d[, age := fifelse(age == "", "unknown", bands[findInterval(suppressWarnings(as.integer(age)),
                                                            c(0, 14, 18, 25, 35, 45, 60))])]
d <- d[, .(value = sum(n)), keyby = kept]
if (weighted) d[, value := round(value, 2)]
fwrite(d, given[5], quote = FALSE)
