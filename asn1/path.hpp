// Paths: the field names that lead to a value, kept without a string until an error needs one.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace smime::asn1 {

/// "certificate.tbsCertificate.validity" as its names. The names are string literals, or live as
/// long as the readers that carry them. Only the innermost names are kept.
class Path {
 public:
  Path() = default;
  explicit Path(std::string_view first) { push(first); }

  void push(std::string_view name) {
    if (!name.empty()) names_[count_++ % kKept] = name;
  }

  /// The names joined by dots; those that were not kept stand as "...".
  std::string text() const {
    const std::size_t first = count_ > kKept ? count_ - kKept : 0;
    std::string joined = first > 0 ? "..." : "";
    for (std::size_t i = first; i < count_; ++i) {
      if (!joined.empty()) joined += '.';
      joined += names_[i % kKept];
    }
    return joined;
  }

 private:
  static constexpr std::size_t kKept = 6;
  std::array<std::string_view, kKept> names_{};
  std::size_t count_ = 0;
};

}  // namespace smime::asn1
