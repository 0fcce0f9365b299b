using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OffTrac.Host.Tests.Web;

/// <summary>The client's side of RFC 7616.</summary>
internal static class Digest
{
    public static string Answer(string challenge, string user, string password, string method, string uri)
    {
        var realm = Regex.Match(challenge, "realm=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;
        var nonce = Regex.Match(challenge, "nonce=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;
        var response = Md5($"{Md5($"{user}:{realm}:{password}")}:{nonce}:00000001:abc:auth:{Md5($"{method}:{uri}")}");
        return $"Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", qop=auth, nc=00000001, cnonce=\"abc\", response=\"{response}\"";
    }

#pragma warning disable CA5351 // Digest authentication is defined over MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
