// Fuzz target: every content type of CMS decoded, encoded, and decoded again.
#include "cms/auth_enveloped_data.hpp"
#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/digested_data.hpp"
#include "cms/encrypted_data.hpp"
#include "cms/ess_receipts.hpp"
#include "cms/signed_data.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

// What was decoded is written in DER, and that is a fixed point.
template <typename Content>
void check(const cms::ContentInfo& info) {
  const Bytes once = Content::decode(info.content).encode();
  require(Content::decode(once).encode() == once, "what is written is written again as it was");
}

}  // namespace

void fuzz(ByteView input) {
  const auto info = cms::ContentInfo::decode(input);
  if (info.content_type == cms::id_signedData) {
    check<cms::SignedData>(info);
    for (const auto& signer : cms::SignedData::decode(info.content).signer_infos) {
      refuses([&] { cms::receipt_request_of(signer); });
    }
  }
  if (info.content_type == cms::id_envelopedData) check<cms::EnvelopedData>(info);
  if (info.content_type == cms::id_ct_authEnvelopedData) check<cms::AuthEnvelopedData>(info);
  if (info.content_type == cms::id_encryptedData) check<cms::EncryptedData>(info);
  if (info.content_type == cms::id_digestedData) check<cms::DigestedData>(info);
  if (info.content_type == cms::id_ct_compressedData) check<cms::CompressedData>(info);
  if (info.content_type == cms::id_ct_authData) check<cms::AuthenticatedData>(info);
}

std::vector<Bytes> seeds() {
  const cms::DecryptionKeys keys = keys_of_rfc4134();
  std::vector<Bytes> found = hex_fields({{"cms/rfc4134_messages.json", "message"}});
  SystemRandom random;
  const Bytes content = primitives::to_bytes(std::string_view("Breakfast?"));
  found.push_back(cms::compress(content));
  const std::vector<cms::Recipient> bob = {
      cms::CertificateRecipient{keys.identities.at(0).certificate}};
  found.push_back(cms::authenticate(content, bob, {}, random));
  cms::EncryptOptions options;
  options.cipher = ContentCipher::aes_128_gcm;
  found.push_back(cms::encrypt(content, bob, options, random));
  return found;
}

}  // namespace smime::fuzz
