using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Notifications;

/// <summary>
/// The identities of Trac's mails, by which mail programs put the mails about one ticket together: a digest of project, ticket, time and
/// reporter.
/// </summary>
internal static class MessageId
{
    /// <param name="options">Where the project's URL and the digest stand.</param>
    /// <param name="target">What the mail is about, such as <c>00000042</c>.</param>
    /// <param name="sender">The sender's address, whose host is taken.</param>
    /// <param name="time">When; null for the mail that the others answer.</param>
    /// <param name="more">Further text; null for none.</param>
    public static string Of(NotificationOptions options, string target, string sender, DateTimeOffset? time, string? more)
    {
        var moment = (time is { } when ? TracTime.ToMicroseconds(when) : 0).ToString(CultureInfo.InvariantCulture);
        var text = $"{options.ProjectUrl}.{target}.{moment}";
        if (more is not null)
            text = $"{text}.{string.Concat(more.Where(char.IsAscii))}";
        var source = Encoding.UTF8.GetBytes(text);
        var host = sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return string.Create(CultureInfo.InvariantCulture, $"<{source.Length:D3}.{Convert.ToHexStringLower(Digest(options.MessageIdHash, source))}@{host}>");
    }

    // The old digests are what Trac takes too; they identify, they secure nothing.
#pragma warning disable CA5350, CA5351
    private static byte[] Digest(string name, byte[] source) => name.ToUpperInvariant() switch
    {
        "MD5" => MD5.HashData(source),
        "SHA1" => SHA1.HashData(source),
        "SHA256" => SHA256.HashData(source),
        "SHA384" => SHA384.HashData(source),
        "SHA512" => SHA512.HashData(source),
        _ => throw new ConfigurationException(
            $"[notification] message_id_hash = {name} is not possible: write md5, sha1, sha256, sha384 or sha512."),
    };
#pragma warning restore CA5350, CA5351
}
