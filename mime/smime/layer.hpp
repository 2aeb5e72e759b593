// What was found of one layer of an S/MIME message.
#pragma once

#include <string>
#include <vector>

#include "mime/smime/signer_judgement.hpp"

namespace smime::mime::secure {

struct RecipientReport {
  std::string id;
  std::string key_transport;
  bool opened = false;
};

/// One layer, as it was found.
struct Layer {
  std::string type;    ///< "signed-data", "enveloped-data"
  std::string form;    ///< of signed data: "multipart-signed", "opaque", "certs-only", "detached"
  std::string cipher;  ///< of encrypted content
  std::vector<RecipientReport> recipients;
  std::vector<SignerReport> signers;
  std::vector<x509::Certificate> certificates;  ///< that the layer carries
};

/// Thrown to end the opening with a verdict.
struct Stop {
  Verdict verdict;
  x509::Reason reason;
  std::string error;
};

}  // namespace smime::mime::secure
