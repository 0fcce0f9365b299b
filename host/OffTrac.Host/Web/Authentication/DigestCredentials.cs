using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OffTrac.Host.Web.Authentication;

/// <summary>The parameters of <c>Authorization: Digest</c> (RFC 7616, 3.4).</summary>
internal sealed class DigestCredentials
{
    private readonly Dictionary<string, string> _values;

    private DigestCredentials(Dictionary<string, string> values) => _values = values;

    public string User => _values["username"];

    public string Realm => _values["realm"];

    public string Nonce => _values["nonce"];

    public string Uri => _values["uri"];

    public string Response => _values["response"];

    public string Count => _values["nc"];

    public string ClientNonce => _values["cnonce"];

    /// <summary>Reads them; false when one is missing or there is something that we did not offer.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DigestCredentials? credentials)
    {
        credentials = null;
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            if (!TryReadPair(text, ref at, out var name, out var value) || !values.TryAdd(name, value))
                return false;
        }
        foreach (var name in (ReadOnlySpan<string>)["username", "realm", "nonce", "uri", "response", "nc", "cnonce", "qop"])
        {
            if (!values.ContainsKey(name))
                return false;
        }
        if (values["qop"] != "auth" || (values.TryGetValue("algorithm", out var algorithm) && !algorithm.Equals("MD5", StringComparison.OrdinalIgnoreCase)))
            return false;
        credentials = new DigestCredentials(values);
        return true;
    }

    private static bool TryReadPair(string text, ref int at, out string name, out string value)
    {
        name = value = "";
        while (at < text.Length && text[at] is ' ' or '\t' or ',')
            at++;
        var equals = text.IndexOf('=', at);
        if (equals < 0)
            return false;
        name = text[at..equals].Trim();
        at = equals + 1;
        if (at < text.Length && text[at] == '"')
            return TryReadQuoted(text, ref at, out value);
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        value = text[at..end].Trim();
        at = Math.Min(end + 1, text.Length);
        return name.Length > 0;
    }

    private static bool TryReadQuoted(string text, ref int at, out string value)
    {
        var read = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            read.Append(text[at]);
        }
        value = read.ToString();
        if (at >= text.Length)
            return false;
        at++;
        while (at < text.Length && text[at] is ' ' or '\t' or ',')
            at++;
        return true;
    }
}
