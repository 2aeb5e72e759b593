// Making signed receipts (RFC 2634, 2.4).
#include "cms/receipt_signer.hpp"

#include "primitives/error.hpp"

namespace smime::cms {

Bytes make_receipt(const SignedData& message, const SignerInfo& originator, const Signer& recipient,
                   RandomSource& random) {
  const auto request = receipt_request_of(originator);
  if (!request) {
    throw Error(ErrorKind::not_found, "no receipt request among the signed attributes",
                "a receipt answers a request", "RFC 2634, 2.3");
  }
  const Receipt receipt{message.encap_content_info.e_content_type,
                        request->signed_content_identifier, originator.signature};
  Signer signer = recipient;
  signer.with_attributes = true;
  signer.more_attributes.push_back(
      {id_aa_msgSigDigest, {message_digest_value(message_signature_digest(originator))}});
  SignOptions options;
  options.content_type = id_ct_receipt;
  return sign({signer}, receipt.encode(), options, random);
}

}  // namespace smime::cms
