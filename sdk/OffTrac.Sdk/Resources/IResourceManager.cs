using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Resources;

/// <summary>Speaks for the resources of some realms. As in Trac; when two name one realm, the last in order speaks for it.</summary>
[ExtensionPoint]
public interface IResourceManager
{
    /// <summary>Realms that it speaks for. Must always give the same.</summary>
    IReadOnlyList<string> Realms { get; }

    /// <summary>Path of a resource below the environment's root, such as <c>/ticket/12</c>, percent-encoded; null for the usual <c>/realm/id</c>.</summary>
    /// <param name="resource">A resource of one of its realms.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<string?> GetPathAsync(Resource resource, CancellationToken cancellation) => default;

    /// <summary>Name of a resource for people, such as <c>#12</c> or <c>Ticket #12</c>, as plain text; null for <c>realm:id</c>.</summary>
    /// <param name="resource">A resource of one of its realms.</param>
    /// <param name="format">How long it should be.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) => default;

    /// <summary>Whether it exists; null when nobody can tell.</summary>
    /// <param name="resource">A resource of one of its realms.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) => default;
}
