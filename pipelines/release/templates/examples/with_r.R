# Three questions to the CSV files, with base R: Rscript examples/with_r.R [FOLDER]
# FOLDER holds csv/, as the release and its sample do; without it, the release in which this file lies is read.
arguments <- commandArgs(trailingOnly = TRUE)
script <- gsub("~+~", " ", sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)), fixed = TRUE)
folder <- if (length(arguments)) arguments[1] else dirname(dirname(normalizePath(script)))

read <- function(table) { # text stays text: an empty cell is missing, and one ' in front is a guard for spreadsheets
  path <- file.path(folder, "csv", paste0(table, ".csv"))
  rows <- read.csv(path, colClasses = "character", na.strings = "", encoding = "UTF-8")
  rows[] <- lapply(rows, function(column) sub("^'", "", column))
  rows
}

show <- function(question, columns) {
  cells <- lapply(columns, function(column) ifelse(is.na(column), "-", gsub("[ \t]+", " ", column)))
  lines <- do.call(paste, c(unname(cells), sep = "\t"))
  writeLines(c(question, sort(lines, method = "radix")), useBytes = TRUE)
}

actors <- read("actors")
numbers <- read("numbers")
said <- merge(read("positions"), read("articles")[c("article_id", "published_on", "cluster_id")], by = "article_id")
for (role in c("source", "target")) {
  actor <- actors[match(said[[paste0(role, "_actor_id")]], actors$actor_id), ]
  said[paste0(role, c("_name", "_country"))] <- actor[c("name", "country_iso3")]
}

rejected <- said[said$act == "reject", c("source_name", "target_name", "content_text")]
show("1. Who rejected what: source, target, content", rejected)

claims <- merge(numbers[numbers$kind != "duration", ], said[c("position_id", "source_name")], by = "position_id")
claims <- claims[!is.na(claims$source_name), c("source_name", "bound", "value", "unit", "counted")]
claims$value <- sprintf("%.15g", as.numeric(claims$value))
show("2. Numbers claimed by whom: source, bound, value, unit, counted", claims)

top <- said$in_title == "false" & is.na(said$parent_position_id)
pairs <- said[which(top & said$source_country != said$target_country), ]
pairs$month <- substr(pairs$published_on, 1, 7)
pair <- paste(pairs$month, pairs$source_country, pairs$target_country)
pairs$positions <- ave(seq_along(pair), pair, FUN = length)
pairs$clusters <- ave(match(pairs$cluster_id, pairs$cluster_id), pair, FUN = function(id) length(unique(id)))
pairs <- unique(pairs[c("month", "source_country", "target_country", "positions", "clusters")])
show("3. Positions between two countries: month, source, target, positions, clusters", pairs)
