using System.Security.Cryptography;
using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Core.Security.Passwords;

/// <summary>A file of <c>htdigest</c>: <c>user:realm:MD5(user:realm:password)</c>. Only the lines of one realm count.</summary>
public sealed class HtdigestFile : PasswordFile
{
    /// <param name="file">The file. It must exist when it is read; writing makes it.</param>
    /// <param name="realm">The realm.</param>
    public HtdigestFile(string file, string realm)
        : base(file)
    {
        if (realm.IndexOfAny([':', '#', '"']) >= 0 || realm.Any(char.IsControl))
            throw new TracException($"'{realm}' can't be a realm: it must not hold ':', '#', '\"' or control characters.");
        Realm = realm;
    }

    public string Realm { get; }

    /// <summary>The hash that digest authentication calculates with; null when there is no such user in the realm.</summary>
    /// <exception cref="TracException">The file can't be read.</exception>
    public string? FindSecret(string user) => Secrets().GetValueOrDefault(user);

    /// <summary>Whether the password is this user's.</summary>
    /// <exception cref="TracException">The file can't be read.</exception>
    public bool Verify(string user, string password) =>
        FindSecret(user) is { } secret
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(HashOf(user, password)), Encoding.UTF8.GetBytes(secret));

    /// <summary>Adds a user or changes the password.</summary>
    /// <exception cref="TracException">The name is not possible or the file can't be written.</exception>
    public void Set(string user, string password)
    {
        CheckUser(user);
        Rewrite(user, HashOf(user, password));
    }

    private protected override (string User, string Secret)? Parse(string[] parts) =>
        parts.Length >= 3 && parts[0].Length > 0 && string.Equals(parts[1], Realm, StringComparison.Ordinal) ? (parts[0], parts[2].ToLowerInvariant()) : null;

    private protected override string Format(string user, string secret) => $"{user}:{Realm}:{secret}";

#pragma warning disable CA5351 // The file's format is defined over MD5.
    private string HashOf(string user, string password) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{user}:{Realm}:{password}")));
#pragma warning restore CA5351
}
