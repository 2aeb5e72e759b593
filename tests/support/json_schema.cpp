// Checking JSON against a JSON schema: as much of the 2020-12 draft as vectors/schema uses.
#include "tests/support/json_schema.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "tests/support/files.hpp"

namespace smime::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kHex = "^([0-9a-f]{2})*$";

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

// std::regex recurses on each character, so that the hex of a whole message would exhaust the
// stack.
bool matches(const std::string& text, const std::string& pattern) {
  if (pattern != kHex) return std::regex_search(text, std::regex(pattern, std::regex::ECMAScript));
  return text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

class Checker {
 public:
  std::vector<std::string> findings;

  void check(const json& value, const json& schema, const fs::path& file, const std::string& at) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) add(at, "is not allowed here");
      return;
    }
    for (const auto& [keyword, rule] : schema.items()) {
      if (keyword == "$ref") {
        follow(value, rule.get<std::string>(), file, at);
      } else if (!check_applicator(value, keyword, rule, schema, file, at) &&
                 !check_assertion(value, keyword, rule, at)) {
        add(at, "the schema's keyword is not known: " + keyword);
      }
    }
  }

 private:
  void add(const std::string& at, const std::string& what) {
    findings.push_back((at.empty() ? "/" : at) + ": " + what);
  }

  void follow(const json& value, const std::string& reference, const fs::path& file,
              const std::string& at) {
    const std::size_t hash = reference.find('#');
    const fs::path target = hash == 0 ? file : file.parent_path() / reference.substr(0, hash);
    const json root = read_json(target);
    check(value, root.at(json::json_pointer(reference.substr(hash + 1))), target, at);
  }

  bool accepts(const json& value, const json& schema, const fs::path& file) {
    Checker other;
    other.check(value, schema, file, "");
    return other.findings.empty();
  }

  // The keywords that apply other schemas.
  bool check_applicator(const json& value, const std::string& keyword, const json& rule,
                        const json& schema, const fs::path& file, const std::string& at) {
    if (keyword == "properties") {
      for (const auto& [name, inner] : rule.items()) {
        if (value.contains(name)) check(value.at(name), inner, file, at + "/" + name);
      }
    } else if (keyword == "additionalProperties") {
      check_additional(value, rule, schema, file, at);
    } else if (keyword == "items" || keyword == "prefixItems") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
        if (keyword == "items")
          check(value[i], rule, file, at + "/" + std::to_string(i));
        else if (i < rule.size())
          check(value[i], rule[i], file, at + "/" + std::to_string(i));
      }
    } else if (keyword == "allOf") {
      for (const json& inner : rule) check(value, inner, file, at);
    } else if (keyword == "oneOf" || keyword == "anyOf") {
      const auto count = std::count_if(
          rule.begin(), rule.end(), [&](const json& inner) { return accepts(value, inner, file); });
      if (count == 0 || (keyword == "oneOf" && count > 1)) {
        add(at, "fits " + std::to_string(count) + " of the schemas of " + keyword);
      }
    } else {
      return false;
    }
    return true;
  }

  void check_additional(const json& value, const json& rule, const json& schema,
                        const fs::path& file, const std::string& at) {
    if (!value.is_object()) return;
    const json none = json::object();
    const json& named = schema.contains("properties") ? schema.at("properties") : none;
    for (const auto& [name, inner] : value.items()) {
      if (!named.contains(name)) check(inner, rule, file, at + "/" + name);
    }
  }

  // The keywords that say something about the value itself.
  bool check_assertion(const json& value, const std::string& keyword, const json& rule,
                       const std::string& at) {
    static const std::set<std::string> silent = {"$schema", "$id",         "$defs", "$comment",
                                                 "title",   "description", "format"};
    bool holds = true;
    if (silent.contains(keyword)) return true;
    if (keyword == "type")
      holds = has_type(value, rule);
    else if (keyword == "const")
      holds = value == rule;
    else if (keyword == "enum")
      holds = std::find(rule.begin(), rule.end(), value) != rule.end();
    else if (keyword == "pattern")
      holds = !value.is_string() || matches(value, rule);
    else if (keyword == "minimum")
      holds = !value.is_number() || value >= rule;
    else if (keyword == "maximum")
      holds = !value.is_number() || value <= rule;
    else if (keyword == "minLength")
      holds = !value.is_string() || value.get<std::string>().size() >= rule;
    else if (keyword == "minItems")
      holds = !value.is_array() || value.size() >= rule;
    else if (keyword == "maxItems")
      holds = !value.is_array() || value.size() <= rule;
    else if (keyword == "required") {
      for (const json& name : rule) holds = holds && (!value.is_object() || value.contains(name));
    } else
      return false;
    if (!holds) add(at, "breaks " + keyword + " " + rule.dump());
    return true;
  }
};

}  // namespace

std::vector<std::string> schema_findings(const json& value, const fs::path& file) {
  Checker checker;
  checker.check(value, read_json(file), file, "");
  return checker.findings;
}

}  // namespace smime::tests
