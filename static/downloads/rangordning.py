"""Räknar om rangordningen från den hämtade filen: python rangordning.py rangordning.json"""
import json
import sys
from fractions import Fraction

def order(row, weights):
    points = sum(weight * row["levels"][name] for name, weight in weights.items())
    return row["taking_part"] < 2, -Fraction(row["taking_part"], row["affected"]), -points

def ranking(exported):
    weights = {each["id"]: each["weight"] for each in exported["criteria"]}
    able = [row for row in exported["applications"] if row["long_term"] and set(weights) <= set(row["levels"])]
    orders = sorted(order(row, weights) for row in able)
    return {row["number"]: orders.index(order(row, weights)) + 1 for row in able}

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        exported = json.load(file)
    for number, rank in sorted(ranking(exported).items(), key=lambda each: each[::-1]):
        print(rank, number)
