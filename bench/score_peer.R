# The same experiment in plain R, the way an established package goes about it: every replication
# builds the index anew -- normalise by column, aggregate group by group and row by row with a
# weighted mean that leaves blanks out -- and merges its ranks by the unit's code.  Ranks are made
# on nine decimals, as ours are: of 14,500 units two may be nearer than that.
# Called as: Rscript score_peer.R UNITS K1 K2 K3 REPLICATIONS FOLDER
words <- commandArgs(trailingOnly = TRUE)
n <- as.integer(words[1]); k <- as.integer(words[2:4])
replications <- as.integer(words[5]); folder <- words[6]

wave <- sin(outer(12.9898 * seq_len(n), 78.233 * seq_len(k[1]), "+")) * 43758.5453
data <- as.data.frame(100 * (wave - floor(wave)))
names(data) <- paste0("i", seq_len(k[1]))
parent <- list(
  setNames(paste0("s", ceiling(seq_len(k[1]) * k[2] / k[1])), names(data)),
  setNames(paste0("d", ceiling(seq_len(k[2]) * k[3] / k[2])), paste0("s", seq_len(k[2]))),
  setNames(rep("index", k[3]), paste0("d", seq_len(k[3])))
)
settings <- read.csv(file.path(folder, "settings.csv"))
sets <- read.csv(file.path(folder, "weights.csv"), row.names = 1)

arithmetic <- function(x, w) { has <- !is.na(x); sum(x[has] * w[has]) / sum(w[has]) }
geometric <- function(x, w) { has <- !is.na(x); exp(sum(w[has] * log(x[has])) / sum(w[has])) }
minmax <- function(x) (x - min(x, na.rm = TRUE)) / (max(x, na.rm = TRUE) - min(x, na.rm = TRUE)) * 99 + 1
zscore <- function(x) (x - mean(x, na.rm = TRUE)) / sd(x, na.rm = TRUE) * 2 + 10

index <- function(weights, normalise, average) {
  level <- as.data.frame(lapply(data, normalise))
  for (up in parent) {
    level <- as.data.frame(sapply(unique(up), function(group) {
      own <- names(up)[up == group]
      w <- ifelse(own %in% names(weights), unlist(weights[own]), 1)
      apply(as.matrix(level[own]), 1, average, w = w)
    }))
  }
  level[["index"]]
}

plain <- index(list(), minmax, arithmetic)
best <- order(-plain)[1:3]
started <- proc.time()
table <- data.frame(code = paste0("u", seq_len(n)))
for (r in seq_len(replications)) {
  weights <- as.list(sets[settings$weights[r], ])
  scores <- index(weights, if (settings$normalisation[r] == "minmax") minmax else zscore,
                  if (settings$mean[r] == "arithmetic") arithmetic else geometric)
  own <- data.frame(code = paste0("u", seq_len(n)), rank = rank(-round(scores, 9), ties.method = "min"))
  names(own)[2] <- paste0("r", r)
  table <- merge(table, own, by = "code", sort = FALSE)
}
taken <- proc.time() - started
write.csv(table[match(paste0("u", seq_len(n)), table$code), -1, drop = FALSE],
          file.path(folder, "peer.csv"), row.names = FALSE)
cat(sprintf('{"cpu_s": %.3f, "wall_s": %.3f, "top": [%s]}\n', taken[["user.self"]] + taken[["sys.self"]],
            taken[["elapsed"]], paste0('"u', best, '"', collapse = ", ")))
