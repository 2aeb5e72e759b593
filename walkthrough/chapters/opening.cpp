// What the chapters share when somebody opens a message.
#include "walkthrough/chapters/opening.hpp"

#include "cms/content_info.hpp"
#include "mime/smime/sender.hpp"

namespace smime::walkthrough::chapters {

mime::secure::OpenResult open_as(Lesson& lesson, const std::string& message,
                                 const std::vector<const Person*>& readers, Policy policy) {
  mime::secure::OpenOptions options;
  for (const Person* reader : readers) {
    options.identities.push_back({reader->certificate, reader->private_key()});
  }
  options.trust = lesson.cast.trust();
  options.at = Cast::now();
  options.path.policy = policy;
  return mime::secure::open(primitives::bytes_of(message), options, lesson.story.random());
}

std::string repacked(const cms::EnvelopedData& data) {
  const Bytes der = cms::ContentInfo{cms::id_envelopedData, data.encode()}.encode();
  return mime::secure::pkcs7_mime({}, der, "enveloped-data");
}

x509::Report signer_report(const mime::secure::OpenResult& result) {
  for (auto layer = result.layers.rbegin(); layer != result.layers.rend(); ++layer) {
    if (!layer->signers.empty()) return layer->signers.front().report();
  }
  return {};
}

}  // namespace smime::walkthrough::chapters
