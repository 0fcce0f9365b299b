using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>People in a field of a ticket, as the reader may see them.</summary>
internal static class People
{
    /// <summary>A list of addresses between commas and semicolons, written anew.</summary>
    public static async ValueTask<string> FormatAsync(
        this IAuthors authors, string list, WebRequest request, Resource? resource, CancellationToken cancellation)
    {
        var people = new List<string>();
        foreach (var person in list.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            people.Add(await authors.FormatAsync(person, request.User, resource, cancellation).ConfigureAwait(false));
        return string.Join(", ", people);
    }
}
