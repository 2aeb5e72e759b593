// What documents and vectors promise about files, held against the files.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/architecture/rules.hpp"

namespace smime::tests {

/// A README's links lead to files; the first cells of its tables of rooms and files name rooms that
/// exist; and it names every room that stands beside it.
Findings readme_findings(const std::filesystem::path& readme);

/// A vector file fits the schema that it names, its tcIds differ, its flags are explained.
Findings vector_findings(const std::filesystem::path& file, const std::filesystem::path& schemas);

/// The rows of SOURCES.md and the vector files beside it are the same.
Findings source_findings(const std::filesystem::path& vectors);

/// Each item of these ranges stands in a row of the README's table of the article, and each test
/// that a row names, in quotation marks, is a TEST_CASE below `tests`.
Findings article_findings(const std::filesystem::path& readme, const std::filesystem::path& tests,
                          const std::vector<std::pair<int, int>>& ranges);

/// Every .json below vectors/ that holds vectors: not the schemas, nor what the programs there
/// keep.
std::vector<std::filesystem::path> vector_files(const std::filesystem::path& vectors);

}  // namespace smime::tests
