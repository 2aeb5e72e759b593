// Time (RFC 5280, 4.1): a moment together with the form that it is written in.
#pragma once

#include <string_view>

#include "asn1/reader.hpp"
#include "asn1/time.hpp"
#include "asn1/writer.hpp"

namespace smime::x509 {

/// UTCTime from 1950 through 2049, else GeneralizedTime. Some roots and CRLs break that rule; the
/// form is kept, so that the same octets are written again. Comparisons are those of the moments.
///
/// ```asn1
/// Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }
/// ```
/// \standard{RFC 5280, 4.1.2.5}
struct EncodedTime : Time {
  bool generalized = false;

  EncodedTime() = default;
  /// In the form that RFC 5280 wants.
  EncodedTime(const Time& time)
      : Time(time), generalized(time.year() < 1950 || time.year() >= 2050) {}

  static EncodedTime read(asn1::Reader& reader, std::string_view name) {
    const bool generalized = reader.next_is(asn1::kGeneralizedTime);
    EncodedTime time(reader.time(name));
    time.generalized = generalized;
    return time;
  }

  void write(asn1::Writer& writer) const {
    if (generalized) {
      writer.primitive(asn1::kGeneralizedTime,
                       primitives::bytes_of(asn1::write_generalized_time(*this)));
    } else {
      writer.primitive(asn1::kUtcTime, primitives::bytes_of(asn1::write_utc_time(*this)));
    }
  }
};

}  // namespace smime::x509
