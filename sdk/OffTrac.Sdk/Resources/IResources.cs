namespace OffTrac.Sdk.Resources;

/// <summary>Asks the resource managers of an environment. Stands for Trac's <c>ResourceSystem</c>.</summary>
public interface IResources
{
    /// <summary>Realms that somebody speaks for, in alphabetical order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetRealmsAsync(CancellationToken cancellation);

    /// <summary>Path below the environment's root, percent-encoded; never null.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string> GetPathAsync(Resource resource, CancellationToken cancellation);

    /// <summary>Name for people as plain text; never null.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="format">How long it should be.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<string> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation);

    /// <summary>Whether it exists; null when nobody can tell.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation);
}
