// What transport did to a signed content: known damages are undone one by one, and in pairs, until
// the digest is the signed one (RFC 8551, 3.1; RFC 2049, 3).
//
// The finding explains a mismatch. It mends nothing: a message that was damaged stays invalid.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mime/codec.hpp"
#include "primitives/digest.hpp"

namespace smime::mime::secure {

/// One kind of damage, named as reports name it.
struct Damage {
  std::string kind;    ///< "line-ends", "trailing-blanks", "from-stuffing", ...
  std::string detail;  ///< what happened, in words

  friend bool operator==(const Damage&, const Damage&) = default;
};

/// A damage with what undoes it.
struct Repair {
  Damage damage;
  /// The content as it was before; what does not apply is given back unchanged.
  std::function<Bytes(ByteView)> undo;
  /// The same as a stream; nothing where the whole content is needed.
  MakeCodec codec = nullptr;
};

/// The damages that were undone, in the order of undoing: one, or two.
struct Diagnosis {
  std::vector<Damage> damages;

  /// "every line end became LF; ..."
  std::string text() const;
};

/// Opens the content once more, as it was received.
using FreshSource = std::function<std::unique_ptr<Source>()>;

/// Whether a digest is the one that was signed.
using DigestMatches = std::function<bool(ByteView digest)>;

/// Bounds on the search. A larger content is searched for less.
struct DiagnosisLimits {
  std::uint64_t streamed = std::uint64_t{64} << 20;  ///< octets; above them nothing is tried
  std::uint64_t whole = std::uint64_t{4} << 20;      ///< octets; above them only line by line
  std::uint64_t lines = std::uint64_t{64} << 10;     ///< octets; above them no search for one line
  std::uint64_t work = std::uint64_t{256} << 20;     ///< octets digested in all
};

/// Finds the damage, or two of them together, without which the digest of the content is the
/// signed one. Memory is bounded by `whole`, time by `work` and `streamed`.
/// @param content  as it was received, line ends included
std::optional<Diagnosis> diagnose(const FreshSource& content, DigestAlgorithm digest,
                                  const DigestMatches& matches, const DiagnosisLimits& limits = {});

/// The same for a content in memory.
std::optional<Diagnosis> diagnose(ByteView content, DigestAlgorithm digest,
                                  const DigestMatches& matches, const DiagnosisLimits& limits = {});

}  // namespace smime::mime::secure
