# The bootstrap of the dissimilarity index by R's boot() on persons, of 60 replicates scaled to 10 000:
#
#     BUILD/tests/bench/bench_segregation counts.bin && Rscript tests/bench/segregation.R counts.bin
#
# The limits differ from those of bench_segregation by chance only.
suppressMessages(library(boot))
set.seed(1)
counts <- readBin(commandArgs(TRUE)[1], "double", 100)
women <- counts[1:50]
men <- counts[51:100]
persons <- data.frame(unit = c(rep(1:50, women), rep(1:50, men)),
                      sex = rep(0:1, c(sum(women), sum(men))))
index <- function(d, i) {
    unit <- d$unit[i] # ten times as fast as d[i, ]
    a <- tabulate(unit[d$sex[i] == 0], 50)
    b <- tabulate(unit[d$sex[i] == 1], 50)
    sum(abs(a / sum(a) - b / sum(b))) / 2
}
spent <- sum(system.time(b <- boot(persons, index, 60, strata = persons$sex))[1:2])
cat(sprintf("R boot() %.1f s [%.5f, %.5f]\n", spent * 10000 / 60, quantile(b$t, 0.025),
            quantile(b$t, 0.975)))
