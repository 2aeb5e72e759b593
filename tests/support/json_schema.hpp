// Checking JSON against a JSON schema: as much of the 2020-12 draft as vectors/schema uses.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace smime::tests {

/// What `value` breaks of the schema in `file`, each with its place: "/testGroups/0/type: ...".
///
/// A `$ref` is to `#/...` or to `other.json#/...` in the same folder. A keyword that is not known
/// here is itself a finding, so that no schema only seems to check.
std::vector<std::string> schema_findings(const nlohmann::json& value,
                                         const std::filesystem::path& file);

}  // namespace smime::tests
