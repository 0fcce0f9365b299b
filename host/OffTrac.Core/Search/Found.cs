using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Search;

/// <summary>Something that matches, before anybody asked whether it may be seen.</summary>
internal readonly record struct Found(Resource Resource, SearchResult Result)
{
    /// <summary>What of it a user may see.</summary>
    public static async ValueTask<IReadOnlyList<SearchResult>> VisibleAsync(
        IReadOnlyList<Found> found, string action, string user, IPermissions permissions, CancellationToken cancellation)
    {
        if (found.Count == 0)
            return [];
        var answers = await permissions.CheckManyAsync(
            action, user, [.. found.Select(one => one.Resource)], cancellation).ConfigureAwait(false);
        return [.. found.Where((_, index) => answers[index]).Select(one => one.Result)];
    }
}
