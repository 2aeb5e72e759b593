// Making SignedData (RFC 5652, 5.1 to 5.5): each step by itself, and all of them in one call.
#pragma once

#include <optional>
#include <vector>

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
  std::optional<Time> signing_time = std::nullopt;  ///< put into the signed attributes where it is set
  bool with_attributes = true;            ///< without them the signature is over the content itself
  bool by_key_identifier = false;         ///< name the certificate by its subjectKeyIdentifier
  std::vector<Attribute> more_attributes = {};      ///< signed as well: capabilities, preferences
};

/// What the content is, and how much of it goes along.
struct SignOptions {
  ObjectIdentifier content_type = id_data;
  bool detached = false;
  std::vector<x509::Certificate> certificates;  ///< beside those of the signers: their chains
};

/// The attributes that are signed: content-type, signing-time, message-digest, and the signer's own.
/// \standard{RFC 5652, 5.3 and 11}
Attributes signed_attributes(const Signer& signer, const ObjectIdentifier& content_type,
                             ByteView content_digest);

/// A SignerInfo over a content whose digest is known. \standard{RFC 5652, 5.4 and 5.5}
SignerInfo make_signer_info(const Signer& signer, const ObjectIdentifier& content_type,
                            ByteView content_digest, RandomSource& random);

/// A SignedData without SignerInfos around a content: what is the same for every signer.
SignedData prepare_signed_data(const std::vector<Signer>& signers, ByteView content,
                               const SignOptions& options);

/// The whole: a ContentInfo of type id-signedData, in DER.
Bytes sign(const std::vector<Signer>& signers, ByteView content, const SignOptions& options,
           RandomSource& random);

}  // namespace smime::cms
