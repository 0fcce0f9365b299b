using System.Globalization;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;

namespace EveryPoint;

[Component("fixture.everypoint.Berths")]
public sealed class Berths : IResourceManager
{
    public IReadOnlyList<string> Realms { get; } = ["berth"];

    public ValueTask<string?> GetPathAsync(Resource resource, CancellationToken cancellation) => new($"/quay/{resource.Id}");

    public ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) => new($"Berth {resource.Id}");

    public ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        new(int.Parse(resource.Id!, CultureInfo.InvariantCulture) < 10);
}
