# Fisher's test beside R's fisher.test() on the same tables, P-values compared first:
#
#     cmake --build BUILD --target bench_ratio && Rscript tests/bench/ratio.R BUILD/tests/bench/bench_ratio
#
# `p` is the largest relative difference of P-values, `odds` of odds ratios and limits, where R's own
# tolerance (uniroot's default, up to 1 % of a limit) is the larger part.
program <- commandArgs(TRUE)[1]
ours <- read.table(text = system(program, intern = TRUE), row.names = 1)

distance <- function(x, y) max(abs(x - y) / abs(y), na.rm = TRUE)

for (name in rownames(ours)) {
    rows <- read.table(text = system(paste(program, name), intern = TRUE),
                       colClasses = c(rep("numeric", 4), rep("character", 4)))
    with.odds <- grepl("odds", name)
    tables <- lapply(seq_len(nrow(rows)), function(i) matrix(unlist(rows[i, 1:4]), 2, byrow = TRUE))
    one <- function(t) fisher.test(t, conf.int = with.odds)
    found <- lapply(tables, one)
    p <- sapply(found, function(f) f$p.value)
    got <- as.numeric(rows[[5]])
    stopifnot(distance(got, p) < 1e-6)
    odds <- NA
    if (with.odds) {
        theirs <- t(sapply(found, function(f) c(f$estimate, f$conf.int)))
        mine <- sapply(rows[6:8], as.numeric)
        finite <- is.finite(theirs) & theirs > 0
        odds <- distance(mine[finite], theirs[finite])
        stopifnot(odds < 0.05)
    }
    rounds <- if (nrow(rows) > 100) 3 else 1
    spent <- min(sapply(seq_len(rounds), function(r)
        sum(system.time(for (t in tables) one(t))[1:2]))) / nrow(rows) * 1e9
    cat(sprintf("%-22s %10.0f ns  R %12.0f ns  ratio %8.0f  p %.1e  odds %.1e\n", name,
                ours[name, 1], spent, spent / ours[name, 1], distance(got, p), odds))
}
