// Parameters in sections, with character sets and languages (RFC 2231).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// Collects the parameters of one field as they stand, and puts their sections together.
class ExtendedParameters {
 public:
  /// @param name  in small letters: "title", "title*", "title*0", "title*1*"
  void add(std::string_view name, std::string value);

  /// The values by name, and the languages of those that have one.
  void assemble(std::map<std::string, std::string>& values,
                std::map<std::string, std::string>& languages) const;

 private:
  struct Section {
    std::string value;
    bool encoded = false;  // its name ends in "*"
  };
  // Of one attribute: each form that it may have.
  struct Forms {
    std::optional<std::string> plain, extended;
    std::map<std::size_t, Section> sections;
  };
  static std::string joined(const std::map<std::size_t, Section>& sections, std::string& language);

  std::map<std::string, Forms, std::less<>> forms_;
};

}  // namespace smime::mime
