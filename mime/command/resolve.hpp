// What people name on the command line, found: a file, or a name or address of the directory.
#pragma once

#include <string>
#include <vector>

#include "mime/command/directory_option.hpp"
#include "mime/command/material.hpp"
#include "mime/directory/identities.hpp"
#include "mime/header.hpp"
#include "mime/smime/signer_judgement.hpp"

namespace smime::mime::command {

/// Whether this names a file that is there (or "-"); files come before names of the directory.
bool names_a_file(const std::string& text);

/// An ID of the directory.
/// @param name_or_address  empty for the default one
/// @param purpose          chooses between several with the same address
/// @throws Error (not_found) that says how to make one
directory::StoredIdentity stored_identity(directory::Database& database,
                                          const std::string& name_or_address,
                                          x509::path::Purpose purpose = x509::path::Purpose::any,
                                          Time at = {});

/// Its key unlocked, with the certificates for signing and for encryption.
/// @throws Error (not_found) where it has no certificate yet, (wrong_password)
IdentityFile unlock(const directory::StoredIdentity& identity, const PasswordSource& password,
                    Time at);

/// Who signs or reads: a file, a name or an address; the default ID where the text is empty.
/// @param purpose  chooses between several IDs with the same address
IdentityFile resolve_identity(const DirectoryOption& directory, const std::string& text,
                              const PasswordSource& password, Time at,
                              x509::path::Purpose purpose = x509::path::Purpose::any);

/// The ID that signs a message with this header: the default one, unless another has the sender's
/// address and the default one has not.
/// @throws UsageError with --no-directory
IdentityFile resolve_signer(const DirectoryOption& directory, const Header& header,
                            const PasswordSource& password, Time at);

/// The certificate of an own ID, for which no password is needed.
x509::Certificate resolve_own_certificate(const DirectoryOption& directory, const std::string& text,
                                          Time at);

/// Lets a message be opened with the directory: its digital IDs, whose password is asked for only
/// when a message is addressed to one; its roots, cross-certificates and CRLs, and everybody's
/// certificates to build paths from.
void add_directory(secure::OpenOptions& how, const DirectoryOption& directory,
                   const PasswordSource& password);

/// The same, unless it is left out. A directory that cannot be read does not keep a message from
/// being read: a note says so, unless `quiet`. But one that was named must be there.
void use_directory(secure::OpenOptions& how, const DirectoryOption& directory,
                   const PasswordSource& password, bool quiet);

/// Certificates of a file, or of a person or an ID of the directory.
std::vector<x509::Certificate> resolve_certificates(directory::Database& database,
                                                    const std::string& text);

}  // namespace smime::mime::command
