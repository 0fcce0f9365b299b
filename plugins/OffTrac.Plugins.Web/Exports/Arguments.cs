using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>Arguments of a request in their order.</summary>
internal static class Arguments
{
    /// <summary>Those of the address, then those of a form.</summary>
    public static async ValueTask<List<KeyValuePair<string, string>>> ReadAsync(WebRequest request, CancellationToken cancellation)
    {
        var http = request.HttpContext.Request;
        var arguments = Parse(http.QueryString.Value);
        if (http.HasFormContentType)
        {
            foreach (var (name, values) in await http.ReadFormAsync(cancellation).ConfigureAwait(false))
                arguments.AddRange(values.Select(value => KeyValuePair.Create(name, value ?? "")));
        }

        return arguments;
    }

    /// <summary>Reads <c>?a=b&amp;c</c>.</summary>
    public static List<KeyValuePair<string, string>> Parse(string? query)
    {
        var arguments = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(query))
            arguments.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return arguments;
    }

    /// <summary>The first value of a name, or null.</summary>
    public static string? First(this IEnumerable<KeyValuePair<string, string>> arguments, string name)
    {
        foreach (var (known, value) in arguments)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>A whole number; the other one when it is missing.</summary>
    /// <exception cref="BadHttpRequestException">It is none; answered with 400.</exception>
    public static int Number(this IEnumerable<KeyValuePair<string, string>> arguments, string name, int other) =>
        arguments.First(name) is not { } text ? other
        : int.TryParse(text.Trim(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw new BadHttpRequestException($"Invalid value for request argument {name}.");
}
