using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Core.Security.Passwords;

/// <summary>A file of <c>htpasswd</c>: <c>user:hash</c>.</summary>
public sealed class HtpasswdFile : PasswordFile
{
    // A password that was right a moment ago need not be hashed again: programs send theirs with every request.
    private readonly ConcurrentDictionary<string, Verified> _verified = new(StringComparer.Ordinal);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <param name="file">The file. It must exist when it is read; writing makes it.</param>
    public HtpasswdFile(string file)
        : base(file)
    {
    }

    /// <summary>Whether the password is this user's.</summary>
    /// <exception cref="TracException">The file can't be read.</exception>
    public bool Verify(string user, string password)
    {
        var hashes = Secrets();
        if (!hashes.TryGetValue(user, out var hash))
        {
            // As long as for a user that exists, so that the time does not tell who does.
            if (hashes.Values.FirstOrDefault() is { } other)
                PasswordHash.Verify(password, other);
            return false;
        }
        var tag = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(password));
        if (_verified.TryGetValue(user, out var verified) && string.Equals(verified.Hash, hash, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(verified.Tag, tag))
            return true;
        if (!PasswordHash.Verify(password, hash))
            return false;
        _verified[user] = new Verified(hash, tag);
        return true;
    }

    /// <summary>Adds a user or changes the password, hashed by bcrypt.</summary>
    /// <exception cref="TracException">The name is not possible or the file can't be written.</exception>
    public void Set(string user, string password)
    {
        CheckUser(user);
        Rewrite(user, PasswordHash.Create(password));
    }

    private protected override (string User, string Secret)? Parse(string[] parts) =>
        parts.Length >= 2 && parts[0].Length > 0 ? (parts[0], parts[1]) : null;

    private protected override string Format(string user, string secret) => $"{user}:{secret}";

    private sealed record Verified(string Hash, byte[] Tag);
}
