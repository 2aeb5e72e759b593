// Making SignedData (RFC 5652, 5.1 to 5.5): each step by itself, and all of them in one call, in
// memory or as a stream.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cms/content_streams.hpp"
#include "cms/signed_data.hpp"
#include "primitives/random.hpp"
#include "x509/private_key.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::cms {

/// Who signs, and how.
struct Signer {
  x509::Certificate certificate;
  x509::PrivateKey key;
  DigestAlgorithm digest = DigestAlgorithm::sha256;
  std::optional<Time> signing_time = std::nullopt;  ///< signed along where it is set
  bool with_attributes = true;     ///< without them the signature is over the content itself
  bool by_key_identifier = false;  ///< name the certificate by its subjectKeyIdentifier
  std::vector<Attribute> more_attributes = {};  ///< signed as well: capabilities, preferences
  std::vector<Attribute> unsigned_attributes = {};
  /// RSASSA-PSS in place of RSASSA-PKCS1-v1_5 with an RSA key.
  bool rsassa_pss = false;
};

/// What the content is, and how much of it goes along.
struct SignOptions {
  ObjectIdentifier content_type = id_data;
  bool detached = false;
  std::vector<x509::Certificate> certificates = {};  ///< beside those of the signers: their chains
  std::vector<x509::CertificateList> crls = {};
  bool signer_certificates = true;  ///< send the signers' own along
};

/// The scheme that a signer signs with.
x509::SignatureScheme scheme_of(const Signer& signer);

/// The attributes that are signed: content-type, signing-time, message-digest, and the signer's
/// own. \standard{RFC 5652, 5.3 and 11}
Attributes signed_attributes(const Signer& signer, const ObjectIdentifier& content_type,
                             ByteView content_digest);

/// A SignerInfo over a content whose digest is known. \standard{RFC 5652, 5.4 and 5.5}
SignerInfo make_signer_info(const Signer& signer, const ObjectIdentifier& content_type,
                            ByteView content_digest, RandomSource& random);

/// The same with attributes that are already made; nothing to sign the content's digest itself.
SignerInfo make_signer_info(const Signer& signer, std::optional<Attributes> signed_attrs,
                            ByteView content_digest, RandomSource& random);

/// A SignedData without SignerInfos around a content: what is the same for every signer.
SignedData prepare_signed_data(const std::vector<Signer>& signers, ByteView content,
                               const SignOptions& options);

/// Puts one more signer into what is signed already: other signers' signatures stay as they are.
/// @param content_digest  of the content, with the signer's digest algorithm
void add_signer(SignedData& data, const Signer& signer, ByteView content_digest,
                RandomSource& random);

/// The whole in memory: a ContentInfo of type id-signedData, in DER.
Bytes sign(const std::vector<Signer>& signers, ByteView content, const SignOptions& options,
           RandomSource& random);

/// The whole as a stream.
/// @param content_size  octets. With it, and where all signatures have a size that is known
///                      beforehand (RSA), the result is DER; else BER with indefinite lengths
void sign(const std::vector<Signer>& signers, Source& content,
          std::optional<std::uint64_t> content_size, const SignOptions& options, Sink& out,
          RandomSource& random);

/// SignedData without content and signers, which carries certificates and CRLs.
/// \standard{RFC 5652, 5} \standard{RFC 8551, 3.8}
Bytes certificates_only(const std::vector<x509::Certificate>& certificates,
                        const std::vector<x509::CertificateList>& crls = {});

}  // namespace smime::cms
