// Canonical line ends (RFC 8551, 3.1.1): CR LF for every line end, whether it was CR LF, LF or CR.
// In mail that has come a CR by itself is none (RFC 2046, 4.1.1): there it may stay.
#pragma once

#include <cstdint>
#include "mime/codec.hpp"

namespace smime::mime {

/// What becomes of a CR that no LF follows.
enum class LoneCr {
  line_end,  ///< it ends a line, as in texts of old Macintoshes
  kept,      ///< it is an octet like others
};

/// Writes CR LF for every CR LF, LF or CR. \standard{RFC 8551, 3.1.1}
class CanonicalLineEnds : public Codec {
 public:
  explicit CanonicalLineEnds(Sink& out, LoneCr lone_cr = LoneCr::line_end)
      : out_(out), lone_cr_(lone_cr) {}
  void write(ByteView text) override;
  void finish() override;

  /// Whether any line end was another than CR LF.
  bool changed() const { return changed_; }

 private:
  void write_line_end(bool was_canonical);
  void write_held_cr(bool before_lf);
  void put(ByteView octets);
  void flush();

  Sink& out_;
  LoneCr lone_cr_;
  Bytes gathered_;        // lines with new line ends; empty between two writes
  bool held_cr_ = false;  // the last octet so far
  bool changed_ = false;
};

/// Counts the octets that `CanonicalLineEnds` would write.
class CanonicalSize : public Sink {
 public:
  void write(ByteView text) override;
  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_ = 0;
  bool after_cr_ = false;  // the last octet so far
};

/// The same in memory.
Bytes canonical_line_ends(ByteView text);

/// Whether every line ends with CR LF already.
bool has_canonical_line_ends(ByteView text);

}  // namespace smime::mime
