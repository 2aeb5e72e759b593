// What was found of one layer of an S/MIME message.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mime/header.hpp"
#include "mime/smime/signer_judgement.hpp"
#include "mime/smime/storage.hpp"

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
  x509::Report report;  ///< the rules of the layer as a whole, those of its signers aside
  std::vector<x509::Certificate> certificates;  ///< that the layer carries
  Header content_header;  ///< of the entity that the layer holds; empty where it holds none
  /// What the layer holds, as it was signed; nothing where it is not kept.
  std::shared_ptr<const Content> content;
};

/// Thrown to end the opening with a verdict.
struct Stop {
  Verdict verdict;
  x509::Reason reason;
  std::string error;
};

}  // namespace smime::mime::secure
