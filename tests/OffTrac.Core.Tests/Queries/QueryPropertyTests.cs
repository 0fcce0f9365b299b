using FsCheck;
using FsCheck.Fluent;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

public abstract class QueryPropertyTests(TestEngine engine) : IDisposable
{
    private static readonly string[] s_parts =
    [
        "status", "owner", "summary", "keywords", "time", "created", "due_date", "id", "customer", "priority", "milestone", "version", "blocking",
        "=", "=", "=", "!", "~", "^", "$", "|", "&", "&", "or", "\\", "..", "-", ",", "%", "_", "/", "'", "\"", " ", "\0", "\ud83d", "\udea2", "🚢",
        "order=", "group=", "max=", "page=", "desc=1", "0", "1", "7", "99999999999999999999", "2021-01-01", "nonsense", "today", "$USER", "marit", "\n",
    ];

    private static readonly Arbitrary<string> s_texts =
        Gen.Elements(s_parts).ArrayOf(24).Select(parts => string.Concat(parts)).ToArbitrary();

    [SkippableFact]
    public async Task No_text_makes_another_exception_than_that_of_queries()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        Prop.ForAll(s_texts, text => world.AnswersAsync(text).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [SkippableFact]
    public async Task Thousands_of_values_are_answered_or_refused_by_the_exception_of_queries()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        foreach (var field in new[] { "summary~=", "keywords~=", "owner=", "id=", "time=2021.." })
        {
            Assert.True(await world.AnswersAsync(field + string.Join('|', Enumerable.Range(1, 5000))));
            Assert.True(await world.AnswersAsync(string.Join("&or&", Enumerable.Repeat(field + "1", 3000))));
            Assert.True(await world.AnswersAsync(field + new string('7', 200_000)));
        }
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
