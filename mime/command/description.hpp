// Certificates, CRLs, requests, keys and CMS objects described: the same facts as text and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cms/attributes.hpp"
#include "cms/content_info.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/private_key.hpp"
#include "x509/request.hpp"

namespace smime::mime::command {

using Description = nlohmann::ordered_json;

Description describe(const x509::Certificate& certificate);
Description describe(const x509::CertificateList& crl);
Description describe(const x509::CertificationRequest& request);
Description describe(const x509::PublicKey& key);
/// The private parts only where `with_private`.
Description describe(const x509::PrivateKey& key, bool with_private);
/// Any CMS object: its fields, its signers and recipients, and every attribute in words.
Description describe(const cms::ContentInfo& content_info);
/// One attribute of a signer or of a message: its name, what it means, what it holds.
Description describe(const cms::Attribute& attribute);
/// All of them.
Description describe(const cms::Attributes& attributes);

/// What is inside, with names and SHA-256, and the verdict on its integrity; no private parts.
Description describe(const cms::pkcs12::KeyStoreReading& reading);

/// The description for people: names and values, indented.
std::string as_text(const Description& description, unsigned indent = 0);

}  // namespace smime::mime::command
