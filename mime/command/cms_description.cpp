// CMS objects described, type by type (RFC 5652; RFC 5083; RFC 3274).
#include <algorithm>

#include "cms/auth_enveloped_data.hpp"
#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/countersignature.hpp"
#include "cms/digested_data.hpp"
#include "cms/encrypted_data.hpp"
#include "cms/ess_receipts.hpp"
#include "cms/signed_data.hpp"
#include "mime/command/description.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::mime::command {
namespace {

using primitives::to_hex;
using x509::AlgorithmIdentifier;

// An algorithm's name, or where it is none of ours its identifier.
template <typename Name>
std::string name_or_oid(const AlgorithmIdentifier& algorithm, Name name) {
  try {
    return std::string(name(algorithm));
  } catch (const Error&) {
    return algorithm.algorithm.dotted();
  }
}

std::string digest_name(const AlgorithmIdentifier& algorithm) {
  return name_or_oid(algorithm,
                     [](const auto& one) { return to_string(x509::digest_algorithm(one)); });
}

std::string signature_name(const cms::SignerInfo& signer) {
  return name_or_oid(signer.signature_algorithm, [&](const auto& one) {
    return x509::signature_scheme(one, x509::digest_algorithm(signer.digest_algorithm)).name();
  });
}

void add_certificates(Description& described, const cms::CertificatesAndCrls& carried) {
  described["certificates"] = Description::array();
  for (const auto& one : carried.certificates) described["certificates"].push_back(describe(one));
  for (const auto& one : carried.crls) described["crls"].push_back(describe(one));
  const std::size_t others =
      carried.other_certificates.size() + carried.other_revocation_infos.size();
  if (others > 0) described["other_certificates_and_crls"] = others;
}

void add_attributes(Description& described, const char* name, const cms::Attributes& attributes) {
  if (!attributes.empty()) described[name] = describe(attributes);
}

void add_content(Description& described, const cms::EncapsulatedContentInfo& content) {
  described["content"] = cms::content_type_name(content.e_content_type);
  described["detached"] = !content.e_content.has_value();
  if (content.e_content) described["content_octets"] = content.e_content->size();
}

Description signer(const cms::SignerInfo& signer, std::size_t level = 0);

// Those that stand upon a signature; below the last level, and beyond the limit, they are counted.
void add_countersignatures(Description& described, const cms::SignerInfo& signer,
                           std::size_t level) {
  try {
    const auto all = cms::countersignatures(signer);
    const std::size_t shown = level == cms::kMostCountersignatureLevels
                                  ? 0
                                  : std::min(all.size(), cms::kMostCountersignatures);
    for (std::size_t i = 0; i < shown; ++i) {
      described["countersignatures"].push_back(command::signer(all[i], level + 1));
    }
    if (shown < all.size()) described["more_countersignatures"] = all.size() - shown;
  } catch (const Error& error) {
    described["countersignatures"] = error.what();
  }
}

Description signer(const cms::SignerInfo& signer, std::size_t level) {
  Description described{{"id", signer.sid.text()},
                        {"version", signer.version},
                        {"digest_algorithm", digest_name(signer.digest_algorithm)},
                        {"signature_algorithm", signature_name(signer)}};
  if (signer.signed_attrs) described["signed_attributes"] = describe(*signer.signed_attrs);
  described["signature"] = to_hex(signer.signature);
  add_attributes(described, "unsigned_attributes", signer.unsigned_attrs);
  add_countersignatures(described, signer, level);
  return described;
}

Description signed_data(ByteView content) {
  const auto data = cms::SignedData::decode(content);
  Description described{{"version", data.version}};
  for (const auto& one : data.digest_algorithms) {
    described["digest_algorithms"].push_back(digest_name(one));
  }
  add_content(described, data.encap_content_info);
  const auto& inside = data.encap_content_info;
  if (inside.e_content_type == cms::id_ct_receipt && inside.e_content) {
    const auto receipt = cms::Receipt::decode(*inside.e_content);
    described["receipt"] = {{"of", cms::content_type_name(receipt.content_type)},
                            {"content_identifier", to_hex(receipt.signed_content_identifier)},
                            {"signature", to_hex(receipt.originator_signature_value)}};
  }
  add_certificates(described, data);
  described["signers"] = Description::array();
  for (const auto& one : data.signer_infos) described["signers"].push_back(signer(one));
  return described;
}

Description recipients(const cms::RecipientHead& head) {
  Description described{{"version", head.version}};
  if (head.originator_info) {
    Description originator;
    add_certificates(originator, *head.originator_info);
    described["originator"] = originator;
  }
  for (const auto& one : head.recipient_infos) {
    described["recipients"].push_back(
        {{"for", cms::recipient_text(one)}, {"key_encryption", cms::key_management_name(one)}});
  }
  return described;
}

void add_encrypted(Description& described, const cms::EncryptedContentInfo& content) {
  described["content"] = cms::content_type_name(content.content_type);
  described["cipher"] = content.content_encryption_algorithm.algorithm.dotted();
  try {
    const auto encryption = cms::ContentEncryption::of(content.content_encryption_algorithm);
    described["cipher"] = encryption.name();
    described["iv"] = to_hex(encryption.iv);
  } catch (const Error& error) {
    described["cipher_is_unusable"] = error.what();
  }
  described["detached"] = !content.encrypted_content.has_value();
  if (content.encrypted_content) {
    described["encrypted_octets"] = content.encrypted_content->size();
  }
}

Description enveloped_data(ByteView content) {
  const auto data = cms::EnvelopedData::decode(content);
  Description described = recipients(data);
  add_encrypted(described, data.encrypted_content_info);
  add_attributes(described, "unprotected_attributes", data.unprotected_attrs);
  return described;
}

Description auth_enveloped_data(ByteView content) {
  const auto data = cms::AuthEnvelopedData::decode(content);
  Description described = recipients(data);
  add_encrypted(described, data.auth_encrypted_content_info);
  add_attributes(described, "authenticated_attributes", data.auth_attrs);
  described["mac"] = to_hex(data.mac);
  add_attributes(described, "unauthenticated_attributes", data.unauth_attrs);
  return described;
}

Description encrypted_data(ByteView content) {
  const auto data = cms::EncryptedData::decode(content);
  Description described{{"version", data.version}};
  add_encrypted(described, data.encrypted_content_info);
  add_attributes(described, "unprotected_attributes", data.unprotected_attrs);
  return described;
}

Description authenticated_data(ByteView content) {
  const auto data = cms::AuthenticatedData::decode(content);
  Description described = recipients(data);
  described["mac_algorithm"] = name_or_oid(data.mac_algorithm, [](const auto& one) {
    return "hmac with " + std::string(to_string(cms::hmac_digest(one)));
  });
  add_content(described, data.encap_content_info);
  add_attributes(described, "authenticated_attributes", data.auth_attrs);
  described["mac"] = to_hex(data.mac);
  add_attributes(described, "unauthenticated_attributes", data.unauth_attrs);
  return described;
}

Description digested_data(ByteView content) {
  const auto data = cms::DigestedData::decode(content);
  Description described{{"version", data.version},
                        {"digest_algorithm", digest_name(data.digest_algorithm)}};
  add_content(described, data.encap_content_info);
  described["digest"] = to_hex(data.digest);
  return described;
}

Description compressed_data(ByteView content) {
  const auto data = cms::CompressedData::decode(content);
  const bool zlib = data.compression_algorithm.algorithm == cms::id_alg_zlibCompress;
  Description described{
      {"version", data.version},
      {"compression_algorithm", zlib ? "zlib" : data.compression_algorithm.algorithm.dotted()}};
  add_content(described, data.encap_content_info);
  return described;
}

}  // namespace

Description describe(const cms::ContentInfo& info) {
  Description described{{"type", cms::content_type_name(info.content_type)}};
  const auto add = [&](const Description& fields) { described.update(fields); };
  const auto& type = info.content_type;
  if (type == cms::id_data) described["content_octets"] = cms::decode_data(info.content).size();
  if (type == cms::id_signedData) add(signed_data(info.content));
  if (type == cms::id_envelopedData) add(enveloped_data(info.content));
  if (type == cms::id_ct_authEnvelopedData) add(auth_enveloped_data(info.content));
  if (type == cms::id_encryptedData) add(encrypted_data(info.content));
  if (type == cms::id_ct_authData) add(authenticated_data(info.content));
  if (type == cms::id_digestedData) add(digested_data(info.content));
  if (type == cms::id_ct_compressedData) add(compressed_data(info.content));
  return described;
}

}  // namespace smime::mime::command
