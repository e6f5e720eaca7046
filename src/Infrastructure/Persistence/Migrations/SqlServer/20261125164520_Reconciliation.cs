using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DriftEntries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    OrganizationId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    SubscriptionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: false),
                    Field = table.Column<string>(type: "varchar(50)", unicode: false, maxLength: 50, nullable: false),
                    Ours = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    Stripes = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    RepairedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DriftEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DriftEntries_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProviderWalks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    List = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    RunId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    StepId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    SeenUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    IsWantedAgain = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderWalks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DriftEntries_OrganizationId",
                table: "DriftEntries",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderWalks_List",
                table: "ProviderWalks",
                column: "List",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DriftEntries");

            migrationBuilder.DropTable(
                name: "ProviderWalks");
        }
    }
}
