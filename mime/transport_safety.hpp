// Making an entity safe for transport before it is signed (RFC 8551, 3.1.3): in seven bits, and in
// lines that mail programs leave as they are.
//
// What is signed must arrive octet for octet. Leaves with eight-bit octets, long lines, blanks at
// line ends or lines that begin with "From " get quoted-printable or base64; everything around
// them, nested multiparts included, stays.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mime/buffered_source.hpp"
#include "mime/transfer_encoding.hpp"

namespace smime::mime {

/// What transport may change. Takes octets with canonical line ends.
/// \standard{RFC 8551, 3.1.3} \standard{RFC 2049, 3}
class TransportRisks : public Codec {
 public:
  void write(ByteView octets) override;
  void finish() override;

  /// Whether there is any.
  bool any() const { return eight_bit_ || nul_ || long_line_ || blank_at_end_ || from_line_; }
  /// What carries such octets best: quoted-printable where most of it can be read as it stands.
  TransferEncoding best_encoding() const;

 private:
  void look_at_line(ByteView line);

  std::uint64_t octets_ = 0, escapes_ = 0;  // escapes_: octets that quoted-printable would escape
  Bytes held_;                              // the beginning of a line whose end was not seen
  bool eight_bit_ = false, nul_ = false, long_line_ = false;
  bool blank_at_end_ = false, from_line_ = false;
};

/// Lines of at most so many octets pass everywhere. \standard{RFC 5322, 2.1.1}
inline constexpr std::size_t kLongestLine = 998;

/// The new encoding of each leaf of an entity, in order; nothing where a leaf stays.
struct TransportPlan {
  std::vector<std::optional<TransferEncoding>> leaves;
  bool changes = false;      ///< whether any leaf, or a field that speaks of leaves, changes
  bool unsafe_rest = false;  ///< a signed part inside is unsafe, and must stay as it is
};

/// Looks through an entity.
/// @throws Error (malformed, limit_exceeded): no header, or more than `kMostParts` parts or
///         `kMostNesting` levels
TransportPlan plan_transport(Source& entity);

/// Writes the entity with canonical line ends, and with each leaf encoded as planned.
void write_for_transport(Source& entity, const TransportPlan& plan, Sink& out);

}  // namespace smime::mime
