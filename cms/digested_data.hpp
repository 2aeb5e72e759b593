// DigestedData (RFC 5652, 7): content with its digest, which anybody can make anew.
#pragma once

#include <cstdint>
#include <optional>

#include "cms/content_info.hpp"
#include "cms/content_streams.hpp"
#include "cms/encapsulated_content.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/report.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// DigestedData ::= SEQUENCE {
///   version           CMSVersion,
///   digestAlgorithm   DigestAlgorithmIdentifier,
///   encapContentInfo  EncapsulatedContentInfo,
///   digest            Digest }
/// ```
/// \standard{RFC 5652, 7}
struct DigestedData {
  int version = 0;  ///< 0 around id-data, else 2
  x509::AlgorithmIdentifier digest_algorithm;
  EncapsulatedContentInfo encap_content_info;
  Bytes digest;

  /// Reads the content of a ContentInfo of type id-digestedData.
  static DigestedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it.
  static DigestedData read(asn1::StreamReader& stream,
                           const ContentReceiver<DigestedData>& receiver);
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
};

int required_version(const DigestedData& digested_data);

/// A ContentInfo of type id-digestedData, DER where the content's size is known.
void digest_content(Source& content, std::optional<std::uint64_t> content_size,
                    DigestAlgorithm algorithm, const ObjectIdentifier& content_type, Sink& out);
Bytes digest_content(ByteView content, DigestAlgorithm algorithm,
                     const ObjectIdentifier& content_type = id_data);

/// What came of a DigestedData.
struct DigestVerification {
  DigestedData digested_data;  ///< its content is empty where it was there
  x509::Report report;
};

/// Holds a content against its digest. \standard{RFC 5652, 7, step 4}
/// @param content  takes the content as it passes
DigestVerification verify_digest(asn1::StreamReader& stream, Sink& content);
DigestVerification verify_digest(Source& message, Sink& content);
/// The same of a content that is not inside the message, eContent being OPTIONAL.
DigestVerification verify_digest_detached(ByteView message, Source& content);
DigestVerification verify_digest_detached(DigestedData digested_data, Source& content);

}  // namespace smime::cms
