// What the chapters share when somebody opens a message.
#pragma once

#include <string>
#include <vector>

#include "cms/enveloped_data.hpp"
#include "mime/smime/opener.hpp"
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {

using x509::path::Policy;

/// Opens a message as these people, trusting the cast's authority, at the lesson's moment.
mime::secure::OpenResult open_as(Lesson& lesson, const std::string& message,
                                 const std::vector<const Person*>& readers, Policy policy);

/// A message around a changed package.
std::string repacked(const cms::EnvelopedData& data);

/// The report of the only signer of the innermost signed layer; an empty one where nobody signed.
x509::Report signer_report(const mime::secure::OpenResult& result);

}  // namespace smime::walkthrough::chapters
