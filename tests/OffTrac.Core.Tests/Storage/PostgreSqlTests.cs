namespace OffTrac.Core.Tests.Storage;

/// <summary>Tests that share the server: <c>[Collection(PostgreSqlTests.Name)]</c>.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlTests : ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "PostgreSQL";
}
