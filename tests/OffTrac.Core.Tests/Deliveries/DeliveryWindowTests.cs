using OffTrac.Core.Deliveries;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>The order that memory keeps, tried with random events, failures, renamings and pages of reading.</summary>
public sealed class DeliveryWindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Everything_is_told_once_and_in_order_of_each_resource(int seed)
    {
        var random = new Random(seed);
        var stored = Enumerable.Range(1, 400).Select(number => new Row(number, Name(random), random.Next(8) == 0 ? Name(random) : null)).ToList();
        var told = new List<Row>();
        var window = new DeliveryWindow(maxEvents: 32, maxSize: 1_000_000);
        var inFlight = new List<PendingEvent>();
        var (position, now) = (0L, 0L);
        for (var step = 0; told.Count < stored.Count; step++)
        {
            Assert.True(step < 200_000, "It does not end.");
            now++;
            if (window.Release(now) is { } from)
                position = Math.Min(position, from - 1);
            if (window.HasRoom)
                position = Read(window, stored.Where(row => !told.Contains(row)), position);
            while (inFlight.Count < 6 && window.Take() is { } next)
                inFlight.Add(next);
            if (inFlight.Count == 0)
                continue;
            var ended = inFlight[random.Next(inFlight.Count)];
            inFlight.Remove(ended);
            switch (random.Next(10))
            {
                case 0:
                    window.Fail(ended, now + random.Next(1, 40));
                    break;
                case 1:
                    window.PutBack(ended);
                    break;
                case 2 when random.Next(20) == 0:
                    window.PutBack(ended);
                    window.Clear();
                    position = 0;
                    break;
                default:
                    window.Told(ended);
                    told.Add(stored[(int)ended.Number - 1]);
                    window.Marked(ended.Number);
                    break;
            }
        }

        Assert.Equal(stored.Count, told.Distinct().Count());
        foreach (var name in stored.SelectMany(row => row.Names).Distinct(StringComparer.Ordinal))
        {
            var numbers = told.Where(row => row.Names.Contains(name)).Select(row => row.Number).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    private static long Read(DeliveryWindow window, IEnumerable<Row> rows, long position)
    {
        window.BeginReading();
        foreach (var row in rows.Where(row => row.Number > position).Take(Math.Min(20, window.Room)).ToList())
        {
            position = row.Number;
            if (window.Knows(row.Number))
                continue;
            if (window.IsBlocked(row.Resource, row.Related))
                window.Skip(row.Number, row.Resource, row.Related);
            else
                window.Add(new PendingEvent { Number = row.Number, Resource = row.Resource, Related = row.Related, Size = 10 });
        }

        return position;
    }

    private static string Name(Random random) => $"wiki:{random.Next(12)}";

    private sealed record Row(long Number, string Resource, string? Other)
    {
        public string? Related { get; } = Other == Resource ? null : Other;

        public IEnumerable<string> Names => Related is null ? [Resource] : [Resource, Related];
    }
}
